using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TwinPlatform.Contracts;
using TwinPlatform.Platform.Principal;

namespace TwinPlatform.Testing.Hosting;

/// <summary>Signs principals as the gateway does.</summary>
public sealed class TestPrincipal : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string VerificationKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <param name="tenant">Whose key it is.</param>
    /// <param name="routeTwin">The twin of the route, which the gateway has found to be the tenant's.</param>
    /// <param name="reach">The twins that the key may reach; null for all.</param>
    /// <param name="scopes">What the key may do; everything when empty.</param>
    public AuthenticationHeaderValue For(TenantId tenant, TwinId? routeTwin, IReadOnlyList<TwinId>? reach = null, params string[] scopes)
    {
        List<Claim> claims =
        [
            new(PrincipalClaims.Subject, Guid.CreateVersion7().ToString()),
            new(PrincipalClaims.Tenant, tenant.ToString()),
            .. (scopes.Length > 0 ? scopes : Scopes.Grantable).Select(scope => new Claim(PrincipalClaims.Scope, scope)),
            .. (reach?.Select(twin => twin.ToString()) ?? [PrincipalClaims.AllTwins]).Select(twin => new Claim(PrincipalClaims.Twin, twin)),
        ];
        if (routeTwin is { } twinId)
        {
            claims.Add(new Claim(PrincipalClaims.RouteTwin, twinId.ToString()));
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = PrincipalClaims.Issuer,
            Audience = PrincipalClaims.Audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now,
            Expires = now.AddMinutes(10),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(_key), SecurityAlgorithms.EcdsaSha256),
        }));
    }

    public void Dispose() => _key.Dispose();
}
