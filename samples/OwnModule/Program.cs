// LoRA on a model of one's own: train it on one task, adapt it to another, save the adapter.
using OwnModule;
using Peft;
using TorchSharp;

torch.manual_seed(1);
using var spirals = new Spirals(1000, turn: 0);
using var turned = new Spirals(1000, turn: Math.PI / 2);

using var model = new Classifier();
model.Fit(spirals, model.parameters(), steps: 400);
Console.WriteLine($"trained   on spirals: {model.Accuracy(spirals):P1}   on turned spirals: {model.Accuracy(turned):P1}");

var peft = model.AddLora(o => { o.Rank = 4; o.Alpha = 8; o.TargetModules = ModuleTargets.AllLinear; });
Console.WriteLine(peft.CountParameters());
model.Fit(turned, peft.TrainableParameters(), steps: 400);
Console.WriteLine($"adapted   on spirals: {model.Accuracy(spirals):P1}   on turned spirals: {model.Accuracy(turned):P1}");

peft.SaveAdapter("artifacts/own-module");
using (peft.DisableAdapters())
    Console.WriteLine($"disabled  on spirals: {model.Accuracy(spirals):P1}   on turned spirals: {model.Accuracy(turned):P1}");
