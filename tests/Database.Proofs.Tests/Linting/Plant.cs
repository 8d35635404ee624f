using Xunit;

namespace TwinPlatform.Database.Proofs.Tests.Linting;

/// <summary>A fault that a rule must find, and beside it the sound way, in which it must find nothing.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fault">SQL that plants it.</param>
/// <param name="Sound">SQL that is as near to it as can be and right.</param>
internal sealed record Plant(string Rule, string Fault, string Sound)
{
    /// <summary>One test for each.</summary>
    public static TheoryData<string, string, string> Rows(IEnumerable<Plant> plants)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var plant in plants)
        {
            rows.Add(plant.Rule, plant.Fault, plant.Sound);
        }

        return rows;
    }
}
