using System.Net;
using System.Net.Http.Json;
using TwinPlatform.Testing;

namespace TwinPlatform.Knowledge.Tests.Sources;

[Collection(PlatformCollection.Name)]
public sealed class AddSourceTests(TestPlatform platform)
{
    [InfrastructureFact]
    public async Task A_text_is_accepted_and_goes_live()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        var source = await tenant.AddTextSourceAsync(await tenant.NewTwinAsync(), "Tides", "The moon raises the tides. Spring tides come at full moon.");

        var view = await tenant.GetAsync($"/v1/sources/{source.SourceId}");

        Assert.Equal("live", (string?)view["status"]);
        Assert.Equal("Tides", (string?)view["title"]);
        Assert.Equal(1, (int?)view["chunkCount"]);
    }

    [InfrastructureTheory]
    [InlineData("", "Some text.", "source.title_invalid")]
    [InlineData("Tides", "", "source.empty")]
    public async Task A_source_without_a_title_or_a_text_is_refused(string title, string text, string code)
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var response = await tenant.Client.PostAsJsonAsync($"/v1/twins/{await tenant.NewTwinAsync()}/sources", new { title, text });

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, code);
    }

    [InfrastructureFact]
    public async Task A_form_without_a_file_is_refused()
    {
        using var tenant = await TestTenant.CreateAsync(platform);
        using var form = new MultipartFormDataContent { { new StringContent("Tides"), "title" } };
        using var response = await tenant.Client.PostAsync($"/v1/twins/{await tenant.NewTwinAsync()}/sources", form);

        await ProblemAssert.IsAsync(response, HttpStatusCode.BadRequest, "source.file_missing");
    }
}
