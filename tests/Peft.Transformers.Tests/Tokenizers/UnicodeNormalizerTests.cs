using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Peft.Tokenizers.Text;
using Peft.Tokenizers.Unicode;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class UnicodeNormalizerTests
{
    private static readonly Dictionary<NormalizationForm, UnicodeNormalizer> s_forms = new()
    {
        [NormalizationForm.FormC] = UnicodeNormalizer.Nfc,
        [NormalizationForm.FormD] = UnicodeNormalizer.Nfd,
        [NormalizationForm.FormKC] = UnicodeNormalizer.Nfkc,
        [NormalizationForm.FormKD] = UnicodeNormalizer.Nfkd,
    };

    /// <summary>Digests of what ICU 72 (Unicode 15) makes of the same text. The planes after the third have no character that changes.</summary>
    [TestCase(NormalizationForm.FormC, "F697B91E5AD99EEFE4743D9F9033A2FC00EB082EF5C902947D81B2D3E22907E9")]
    [TestCase(NormalizationForm.FormD, "796544EE6B17ADC01A0FEC1003A31CB11B36D4F12F0575332DFF3A4EB1E44380")]
    [TestCase(NormalizationForm.FormKC, "24960BCA155A4F2F0EE749AAEC3D3D9729047263C0CCD32C20964F38E020C785")]
    [TestCase(NormalizationForm.FormKD, "6D69BE75D4AD5CAEDE9E70CC9DE71D5CDB1C855D6CC31191DD8BA40F880CE59C")]
    public void Normalize_EveryCodePointAmongMarks_AgreesWithIcu(NormalizationForm form, string digest)
    {
        var lines = new StringBuilder();
        for (int rune = 0; rune <= 0x2FFFF; rune++)
        {
            bool isNoncharacter = rune is >= 0xFDD0 and <= 0xFDEF || (rune & 0xFFFE) == 0xFFFE;
            if (Rune.IsValid(rune) && !isNoncharacter)
                lines.Append(Normalize(form, $"a{new Rune(rune)}\u0323\u0301")).Append('\n');
        }

        Assert.That(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString()))), Is.EqualTo(digest));
    }

    /// <summary>Texts from Unicode's own conformance test: source, then the four forms.</summary>
    [TestCase("1E0A 0323", "1E0C 0307", "0044 0323 0307", "1E0C 0307", "0044 0323 0307")]
    [TestCase("0061 05AE 0300 0315 0062", "00E0 05AE 0315 0062", "0061 05AE 0300 0315 0062", "00E0 05AE 0315 0062", "0061 05AE 0300 0315 0062")]
    [TestCase("FB2C", "05E9 05BC 05C1", "05E9 05BC 05C1", "05E9 05BC 05C1", "05E9 05BC 05C1")]
    [TestCase("0344", "0308 0301", "0308 0301", "0308 0301", "0308 0301")]
    [TestCase("1100 1161 11A8", "AC01", "1100 1161 11A8", "AC01", "1100 1161 11A8")]
    [TestCase("AC00 11A7", "AC00 11A7", "1100 1161 11A7", "AC00 11A7", "1100 1161 11A7")]
    [TestCase("FB01 1D15E", "FB01 1D157 1D165", "FB01 1D157 1D165", "0066 0069 1D157 1D165", "0066 0069 1D157 1D165")]
    public void Normalize_ConformanceText_GivesAllForms(string source, string nfc, string nfd, string nfkc, string nfkd)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (form, expected) in s_forms.Keys.Zip([nfc, nfd, nfkc, nfkd]))
                Assert.That(Normalize(form, Characters(source)), Is.EqualTo(Characters(expected)), form.ToString());
        }
    }

    [Test]
    public void Normalize_ComposedAndExpanded_KeepsWhereCharactersCameFrom()
    {
        var text = UnicodeNormalizer.Nfkc.Normalize(new("e\u0301\uFB01x"));

        Assert.That(text.Text, Is.EqualTo("éfix"));
        Assert.That(Enumerable.Range(0, 4).Select(i => text.Original(i)), Is.EqualTo(new TextRange[] { new(0, 2), new(2, 3), new(2, 3), new(3, 4) }));
    }

    private static string Normalize(NormalizationForm form, string text) => s_forms[form].Normalize(new(text)).Text;

    private static string Characters(string codes) => string.Concat(codes.Split(' ').Select(c => new Rune(int.Parse(c, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));
}
