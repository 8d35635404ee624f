using System.Globalization;
using Npgsql;
using TwinPlatform.Database;
using TwinPlatform.Platform.Data;
using TwinPlatform.RowSecurity;
using TwinPlatform.Testing;

// What row-level security costs: dotnet run -c Release --project bench/RowSecurity -- [rounds]
// "secured" is a service's own way to its rows (TenantDb, forced policies). "open" is an identical copy of the table without policies, with the tenant in the
// where clause, through the same driver settings; "policies alone" takes the copy through TenantDb too. Single reads of both take turns, and who begins alternates; each round gives one ratio, the median counts.
const double Limit = 0.95;
const int WarmUp = 30; // until the compiler has seen both ways often enough; statements are prepared on their fifth run
var rounds = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 60;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

await using var server = await LocalServers.StartAsync(withBroker: false);
await new MigrationRunner(server.OwnerConnectionString, Migration.Chain(), _ => { }).UpAsync(CancellationToken.None);
await RolePasswords.SetAsync(server.OwnerConnectionString, new Dictionary<string, string> { ["twin_chat"] = "bench" }, CancellationToken.None);
var data = await BenchRows.InsertAsync(server.OwnerConnectionString);

await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.OwnerConnectionString)
{
    Username = "twin_chat",
    Password = "bench",
    SearchPath = "chat",
    MaxAutoPrepare = 100,
});
var db = new TenantDb(source);
var secured = new SecuredReads(db, data);
var open = new OpenReads(source, door: null, data);
var sameDoor = new OpenReads(source, db, data);

Console.WriteLine($"{rounds} rounds, {data.Tenants.Count} tenants, {data.Conversations.Count} conversations asked for; ratio = secured / open throughput, limit {Limit:F2}");
var misses = 0;
await CompareAsync("point read, whole way", secured.PointAsync, open.PointAsync);
await CompareAsync("point read, policies alone", secured.PointAsync, sameDoor.PointAsync);
await CompareAsync("50-row list, whole way", secured.ListAsync, open.ListAsync);
await CompareAsync("50-row list, policies alone", secured.ListAsync, sameDoor.ListAsync);
return misses == 0 ? 0 : 1;

async Task CompareAsync(string what, Func<int, Task<int>> ours, Func<int, Task<int>> theirs)
{
    for (var round = 0; round < WarmUp; round++)
    {
        await Slice.RunAsync(ours, theirs);
    }

    var slices = new List<Slice>();
    for (var round = 0; round < rounds; round++)
    {
        slices.Add(await Slice.RunAsync(ours, theirs));
    }

    var ratios = slices.Select(slice => slice.Ratio).Order().ToList();
    var median = ratios[ratios.Count / 2];
    Console.WriteLine(
        $"{what,-27} ratio {median:F3} (IQR {ratios[ratios.Count / 4]:F3}-{ratios[ratios.Count * 3 / 4]:F3})  "
        + $"secured {slices.Average(slice => slice.SecuredMicroseconds):F0} us  open {slices.Average(slice => slice.OpenMicroseconds):F0} us  "
        + (median >= Limit ? "within the limit" : "BEYOND THE LIMIT"));
    misses += median >= Limit ? 0 : 1;
}
