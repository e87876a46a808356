using System.Text;
using Peft.Tokenizers.Normalizers;

namespace Peft.Tokenizers.SentencePiece;

/// <summary>What a SentencePiece file (a protocol buffer, <c>ModelProto</c>) says, as far as encoding and decoding need it.</summary>
internal sealed class SentencePieceModel
{
    public List<Piece> Pieces { get; } = [];

    public SentencePieceModelType Type { get; private set; } = SentencePieceModelType.Unigram;

    public CharacterMap? CharacterMap { get; private set; }

    public bool AddsPrefixSpace { get; private set; } = true;

    public bool RemovesExtraSpaces { get; private set; } = true;

    public string UnknownSurface { get; private set; } = " \u2047 ";

    public static SentencePieceModel Read(string file)
    {
        var model = new SentencePieceModel();
        try
        {
            ReadFields(File.ReadAllBytes(file), model.ReadField);
        }
        catch (InvalidDataException e)
        {
            throw new TokenizerException(file, $"it is not a SentencePiece model: {e.Message}", TokenizerException.Damaged, e);
        }
        return model;
    }

    private void ReadField(ProtobufField field)
    {
        const int PieceField = 1, TrainerField = 2, NormalizerField = 3;
        if (field.Number == PieceField)
            Pieces.Add(ReadPiece(field.Bytes));
        else if (field.Number == TrainerField)
            ReadFields(field.Bytes, ReadTrainerField);
        else if (field.Number == NormalizerField)
            ReadFields(field.Bytes, ReadNormalizerField);
    }

    private void ReadTrainerField(ProtobufField field)
    {
        const int ModelTypeField = 3, UnknownSurfaceField = 44;
        if (field.Number == ModelTypeField)
            Type = (SentencePieceModelType)field.Integer;
        else if (field.Number == UnknownSurfaceField)
            UnknownSurface = Encoding.UTF8.GetString(field.Bytes);
    }

    private void ReadNormalizerField(ProtobufField field)
    {
        const int CharacterMapField = 2, PrefixField = 3, ExtraSpacesField = 4;
        if (field.Number == CharacterMapField && field.Bytes.Length > 0)
            CharacterMap = new(field.Bytes);
        else if (field.Number == PrefixField)
            AddsPrefixSpace = field.Integer != 0;
        else if (field.Number == ExtraSpacesField)
            RemovesExtraSpaces = field.Integer != 0;
    }

    private static Piece ReadPiece(ReadOnlySpan<byte> message)
    {
        const int TextField = 1, ScoreField = 2, TypeField = 3;
        var piece = new Piece("", 0, PieceType.Normal);
        var reader = new ProtobufReader(message);
        while (reader.Read(out var field))
        {
            piece = field.Number switch
            {
                TextField => piece with { Text = Encoding.UTF8.GetString(field.Bytes) },
                ScoreField => piece with { Score = BitConverter.UInt32BitsToSingle((uint)field.Integer) },
                TypeField => piece with { Type = (PieceType)field.Integer },
                _ => piece,
            };
        }
        return piece;
    }

    private static void ReadFields(ReadOnlySpan<byte> message, Action<ProtobufField> read)
    {
        var reader = new ProtobufReader(message);
        while (reader.Read(out var field))
            read(field);
    }
}
