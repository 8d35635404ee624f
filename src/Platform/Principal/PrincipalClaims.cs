namespace TwinPlatform.Platform.Principal;

/// <summary>The claims of the internal principal: a JWT (RFC 7519) that the gateway signs with ES256 and that lives for a minute.</summary>
public static class PrincipalClaims
{
    /// <summary>The issuer: the gateway alone holds the signing key.</summary>
    public const string Issuer = "twin-gateway";

    /// <summary>The audience: every service of the platform.</summary>
    public const string Audience = "twin-platform";

    /// <summary>Who calls: the API key's id, <see cref="OperatorSubject"/> or <see cref="GatewaySubject"/>.</summary>
    public const string Subject = "sub";

    /// <summary>The tenant's UUID. Absent for the operator and for the gateway itself.</summary>
    public const string Tenant = "tenant";

    /// <summary>One claim for each scope.</summary>
    public const string Scope = "scope";

    /// <summary>One claim for each twin the key may reach, or a single <see cref="AllTwins"/>.</summary>
    public const string Twin = "twin";

    /// <summary>The value of <see cref="Twin"/> that stands for every twin of the tenant.</summary>
    public const string AllTwins = "*";

    /// <summary>The twin named by the route, which the gateway has checked to be the tenant's and within the key's reach.</summary>
    public const string RouteTwin = "route_twin";

    /// <summary>The subject of the operator's key.</summary>
    public const string OperatorSubject = "operator";

    /// <summary>The subject of the gateway when it asks for itself, before it knows whose request it is.</summary>
    public const string GatewaySubject = "gateway";
}
