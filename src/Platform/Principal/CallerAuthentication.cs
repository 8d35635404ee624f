using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace TwinPlatform.Platform.Principal;

/// <summary>Configuration section <c>Principal</c> of a service behind the gateway.</summary>
public sealed record PrincipalOptions
{
    /// <summary>The public half of the gateway's key: P-256 SubjectPublicKeyInfo, base64. A service can check principals and cannot make them.</summary>
    [Required]
    public required string VerificationKey { get; init; }
}

/// <summary>Authentication of a service behind the gateway: the signed principal, or 401.</summary>
internal static class CallerAuthentication
{
    public static void AddCallerAuthentication(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<PrincipalOptions>().BindConfiguration("Principal").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<PrincipalOptions>>(Trust);

        builder.Services.AddSingleton<IAuthorizationHandler, ScopeAuthorization>();
        builder.Services.AddSingleton<IAuthorizationHandler, RouteTwinAuthorization>();
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationProblems>();

        // A route that forgets its policy is closed, not open.
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void Trust(JwtBearerOptions bearer, IOptions<PrincipalOptions> options)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(options.Value.VerificationKey), out _);
        bearer.MapInboundClaims = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = PrincipalClaims.Issuer,
            ValidAudience = PrincipalClaims.Audience,
            IssuerSigningKey = new ECDsaSecurityKey(key),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
            NameClaimType = PrincipalClaims.Subject,
        };
    }
}
