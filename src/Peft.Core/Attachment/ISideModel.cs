namespace Peft.Attachment;

/// <summary>Implemented by a model beside which a side network can stand, as in Ladder Side-Tuning. It may be a part of the model that is adapted.</summary>
public interface ISideModel
{
    /// <summary>Where it stands: the model asks it in each forward, and tells it what its blocks give.</summary>
    SideSlot Side { get; }
}
