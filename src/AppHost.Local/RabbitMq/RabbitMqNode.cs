using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using TwinPlatform.AppHost.Local.Processes;

namespace TwinPlatform.AppHost.Local.RabbitMq;

/// <summary>The files and ports of one broker: nothing of it is shared with a broker that the machine may run.</summary>
/// <remarks>
/// The node's name is part of the path of its data, so it is always the same; that is safe because the name is registered
/// with an epmd of our own.
/// </remarks>
internal sealed record RabbitMqNode(RabbitMQServerResource Resource, string Directory, int EpmdPort, int DistributionPort)
{
    private const string NodeName = "twin@localhost";
    private static readonly string[] Installations = ["/usr/lib/rabbitmq/bin", "/opt/rabbitmq/sbin"];

    /// <summary>Variables of a broker that this machine may run for itself.</summary>
    public static readonly string[] NotInherited = ["RABBITMQ_", "ERL_", .. Running.ResourceEnvironment.NotInherited];

    /// <summary>The script itself: Debian's wrapper in PATH changes to a user of its own.</summary>
    public static string Server => Installations.Select(bin => Path.Combine(bin, "rabbitmq-server")).FirstOrDefault(File.Exists)
        ?? throw new DistributedApplicationException("RabbitMQ is not installed. Install it with: apt-get install rabbitmq-server");

    public static string Epmd => Executables.Find("epmd")
        ?? throw new DistributedApplicationException("Erlang's epmd is not installed. It comes with RabbitMQ: apt-get install rabbitmq-server");

    private string Home => In("home");

    public async Task WriteFilesAsync(CancellationToken ct)
    {
        System.IO.Directory.CreateDirectory(Home);
        System.IO.Directory.CreateDirectory(In("log"));
        var cookie = Path.Combine(Home, ".erlang.cookie");
        if (!File.Exists(cookie))
        {
            await File.WriteAllTextAsync(cookie, RandomNumberGenerator.GetHexString(40), ct);
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        await File.WriteAllTextAsync(In("enabled_plugins"), "[].\n", ct);
        State.PrivateFile.Write(In("rabbitmq.conf"), $"""
            listeners.tcp.default = 127.0.0.1:{Resource.PrimaryEndpoint.Port}
            default_user = {await Resource.UserName.GetValueAsync(ct)}
            default_pass = {await Resource.PasswordParameter.GetValueAsync(ct)}
            log.file = false
            log.console = true
            log.console.level = warning
            log.console.use_colors = off
            disk_free_limit.absolute = 50MB
            vm_memory_high_watermark.absolute = 512MB
            collect_statistics = none

            """);
    }

    public Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = Home,
        ["LANG"] = "C.UTF-8",
        // The script then becomes the broker instead of standing in front of it, so that signals reach it.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = Text(Resource.PrimaryEndpoint.Port),
        ["RABBITMQ_DIST_PORT"] = Text(DistributionPort),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
        ["RABBITMQ_MNESIA_BASE"] = In("mnesia"),
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_CONFIG_FILE"] = In("rabbitmq.conf"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("advanced.config"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("enabled_plugins"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("generated"),
        ["RABBITMQ_PID_FILE"] = In("pid"),
        ["ERL_EPMD_PORT"] = Text(EpmdPort),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_FLAGS"] = "-start_epmd false",
        ["ERL_CRASH_DUMP"] = In("log/erl_crash.dump"),
        ["ERL_CRASH_DUMP_BYTES"] = "0",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string In(string name) => Path.Combine(Directory, name);
}
