// Makes what the demo ships: its data, its tokenizer and its base model.
using System.Globalization;
using Peft.Samples.Pretrain.Training;
using Peft.Samples.Pretrain.World;

const string Help = """
    Makes what samples/Peft.Demo ships. Run it from the repository's root.

    usage: dotnet run --project samples/Pretrain -c Release -- data | model [STEPS]

      data     the instruction data: samples/Peft.Demo/data/train.jsonl and heldout.jsonl
      model    the tokenizer and the base model: samples/Peft.Demo/model (STEPS: 1500 unless given)
    """;
const string Demo = "samples/Peft.Demo";

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["data"]:
        var (train, heldOut) = RecordTask.Shipped();
        InstructionFile.Write($"{Demo}/data/train.jsonl", train);
        InstructionFile.Write($"{Demo}/data/heldout.jsonl", heldOut);
        Console.WriteLine($"{train.Count} examples to train on, {heldOut.Count} held out.");
        return 0;
    case ["model"]:
        BaseModel.Write($"{Demo}/model", steps: 1500);
        return 0;
    case ["model", var text] when int.TryParse(text, out int steps) && steps > 0:
        BaseModel.Write($"{Demo}/model", steps);
        return 0;
    default:
        Console.WriteLine(Help);
        return args is ["--help"] ? 0 : 2;
}
