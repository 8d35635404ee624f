// A small platform with one of each kind; it runs in a process of its own, so that a test can kill that.
var builder = DistributedApplication.CreateBuilder(args);

var twindb = builder.AddPostgres("postgres").AddDatabase("twindb");
var messaging = builder.AddRabbitMQ("messaging");

var job = builder.AddProject<Projects.AppHost_Sample_Service>("job")
    .WithArgs("job", "0")
    .WaitFor(twindb);

builder.AddProject<Projects.AppHost_Sample_Service>("web")
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", _ => new() { Url = "/docs", DisplayText = "API reference" })
    .WithReference(twindb)
    .WithReference(messaging).WaitFor(messaging)
    .WaitForCompletion(job)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
