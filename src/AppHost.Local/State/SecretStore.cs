using System.Text.Json;

namespace TwinPlatform.AppHost.Local.State;

/// <summary>Generated secrets. They live beside the data that they open, so that one is never restored without the other.</summary>
internal sealed class SecretStore(string dataDirectory)
{
    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(dataDirectory, "secrets.json");
    private SortedDictionary<string, string>? _secrets;

    public string GetOrAdd(string name, Func<string> create)
    {
        lock (_gate)
        {
            _secrets ??= File.Exists(_path) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(_path)) ?? [] : [];
            if (!_secrets.TryGetValue(name, out var secret))
            {
                _secrets[name] = secret = create();
                PrivateFile.Write(_path, JsonSerializer.Serialize(_secrets, JsonFormat.Indented));
            }

            return secret;
        }
    }
}
