using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using TwinPlatform.Platform.ApiKeys;

namespace TwinPlatform.Gateway.ApiKeys;

/// <summary>Recognises the operator, in constant time.</summary>
internal sealed class OperatorKey(IOptions<OperatorOptions> options)
{
    private readonly byte[] _hash = ApiKeyText.Hash(options.Value.Key);

    public bool Is(string key) => CryptographicOperations.FixedTimeEquals(_hash, ApiKeyText.Hash(key));
}
