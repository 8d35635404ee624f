using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TwinPlatform.Gateway.ApiKeys;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Gateway.Principals;

/// <summary>Configuration section <c>Principal</c> of the gateway.</summary>
public sealed record PrincipalSigningOptions
{
    /// <summary>The private half of the principal's key: P-256 PKCS#8, base64. Only gateways have it.</summary>
    [Required]
    public required string SigningKey { get; init; }
}

/// <summary>Signs the internal principal that services trust instead of the client's key.</summary>
internal sealed class PrincipalSigner : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Reused = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly MemoryCache _tokens = new(new MemoryCacheOptions { SizeLimit = 100_000 });
    private readonly ECDsa _key = ECDsa.Create();
    private readonly SigningCredentials _credentials;
    private readonly TimeProvider _clock;

    public PrincipalSigner(IOptions<PrincipalSigningOptions> options, TimeProvider clock)
    {
        _clock = clock;
        _key.ImportPkcs8PrivateKey(Convert.FromBase64String(options.Value.SigningKey), out _);
        _credentials = new SigningCredentials(new ECDsaSecurityKey(_key), SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The principal of a client's request.</summary>
    /// <param name="identity">Whose key it is.</param>
    /// <param name="routeTwin">The twin named by the route, already checked; null when the route names none.</param>
    public string Sign(KeyIdentity identity, Guid? routeTwin) =>
        _tokens.GetOrCreate((identity.Subject, routeTwin), entry => Remember(entry, Token(Claims(identity, routeTwin))))!;

    /// <summary>The gateway's own principal, for the questions it asks before it knows whose request it is.</summary>
    public string SignAsGateway() =>
        _tokens.GetOrCreate(
            (PrincipalClaims.GatewaySubject, (Guid?)null),
            entry => Remember(entry, Token([new Claim(PrincipalClaims.Subject, PrincipalClaims.GatewaySubject)])))!;

    public void Dispose()
    {
        _tokens.Dispose();
        _key.Dispose();
    }

    private static string Remember(ICacheEntry entry, string token)
    {
        entry.Size = 1;
        entry.AbsoluteExpirationRelativeToNow = Reused;
        return token;
    }

    private static IEnumerable<Claim> Claims(KeyIdentity identity, Guid? routeTwin)
    {
        yield return new Claim(PrincipalClaims.Subject, identity.Subject);
        if (identity.Tenant is { } tenant)
        {
            yield return new Claim(PrincipalClaims.Tenant, tenant.ToString());
        }

        foreach (var scope in identity.Scopes)
        {
            yield return new Claim(PrincipalClaims.Scope, scope);
        }

        foreach (var twin in identity.Twins?.Select(id => id.ToString()) ?? [PrincipalClaims.AllTwins])
        {
            yield return new Claim(PrincipalClaims.Twin, twin);
        }

        if (routeTwin is { } named)
        {
            yield return new Claim(PrincipalClaims.RouteTwin, named.ToString());
        }
    }

    private string Token(IEnumerable<Claim> claims)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PrincipalClaims.Issuer,
            Audience = PrincipalClaims.Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = _credentials,
        });
    }
}
