using System.Security.Cryptography;

var builder = DistributedApplication.CreateBuilder(args);

// Secrets. The generated ones are made once and kept; the key pair of the internal principal lives as long as one run.
using var principalKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
var signingKey = builder.AddParameter("principal-signing-key", Convert.ToBase64String(principalKey.ExportPkcs8PrivateKey()), secret: true);
var verificationKey = builder.AddParameter("principal-verification-key", Convert.ToBase64String(principalKey.ExportSubjectPublicKeyInfo()));
var operatorKey = Secret("operator-key");
var vectorsKey = Secret("vectors-api-key");

// One database, one login role per service: the migrator creates the roles, each service knows its own password only.
string[] roles = ["governance", "knowledge", "chat", "metrics", "vectors"];
var passwords = roles.ToDictionary(role => role, role => Secret($"{role}-db-password"));
IResourceBuilder<IResourceWithConnectionString> ownerDb;
IResourceBuilder<IResourceWithConnectionString> messaging;
Dictionary<string, IResourceBuilder<IResourceWithConnectionString>> serviceDb;

if (builder.Configuration["Infra:External"] is "true" or "True")
{
    ownerDb = builder.AddConnectionString("twindb");
    messaging = builder.AddConnectionString("messaging");
    serviceDb = roles.ToDictionary(role => role, role => builder.AddConnectionString($"{role}-db"));
}
else
{
    var postgres = builder.AddPostgres("postgres").WithDataVolume();
    var address = postgres.GetEndpoint("tcp");
    ownerDb = postgres.AddDatabase("twindb");
    messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
    serviceDb = roles.ToDictionary(role => role, IResourceBuilder<IResourceWithConnectionString> (role) => builder.AddConnectionString($"{role}-db", ReferenceExpression.Create(
        $"Host={address.Property(EndpointProperty.Host)};Port={address.Property(EndpointProperty.Port)};Database=twindb;Username=twin_{role};Password={passwords[role]}")));
}

var database = builder.AddProject<Projects.Database>("database")
    .WithArgs("up")
    .WithReference(ownerDb).WaitFor(ownerDb);
foreach (var (role, password) in passwords)
    database.WithEnvironment($"Roles__twin_{role}", password);

// Services wait for what keeps state and not for each other: all start at once, and a call that comes too early is repeated.
var vectors = Service<Projects.Vectors_Local>("vectors")
    .WithEnvironment("Vectors__ApiKey", vectorsKey);

var governance = Service<Projects.Governance_Service>("governance")
    .WithReference(messaging).WaitFor(messaging);

var knowledge = Service<Projects.Knowledge_Service>("knowledge")
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(vectors)
    .WithEnvironment("Pinecone__Host", vectors.GetEndpoint("http"))
    .WithEnvironment("Pinecone__ApiKey", vectorsKey);

var chat = Service<Projects.Chat_Service>("chat")
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(governance)
    .WithReference(knowledge);

var metrics = Service<Projects.Metrics_Service>("metrics")
    .WithReference(messaging).WaitFor(messaging);

builder.AddProject<Projects.Gateway>("gateway")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", _ => new() { Url = "/docs", DisplayText = "API reference" })
    .WithHttpHealthCheck("/health")
    .WithReference(messaging).WaitFor(messaging)
    .WithReference(governance)
    .WithReference(knowledge)
    .WithReference(chat)
    .WithReference(metrics)
    .WithEnvironment("Principal__SigningKey", signingKey)
    .WithEnvironment("Principal__VerificationKey", verificationKey)
    .WithEnvironment("Operator__Key", operatorKey);

builder.Build().Run();

// What every service with a database has: its own login, the migrated schema, the principal's public key, a health check.
IResourceBuilder<ProjectResource> Service<TProject>(string name)
    where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name)
        .WithReference(serviceDb[name], connectionName: "twindb")
        .WaitForCompletion(database)
        .WithEnvironment("Principal__VerificationKey", verificationKey)
        .WithHttpHealthCheck("/health");

IResourceBuilder<ParameterResource> Secret(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true);
