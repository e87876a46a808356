namespace TorchSharp;

public enum Padding
{
    Valid = 0, Same = 1,
}

public enum PaddingModes
{
    Zeros = 0, Reflect = 1, Replicate = 2, Circular = 3, Constant = 4,
}

public static partial class torch
{
    public enum InterpolationMode
    {
        Nearest = 0, Linear = 1, Bilinear = 2, Bicubic = 3, Trilinear = 4, Area = 5, NearestExact = 6,
    }
}
