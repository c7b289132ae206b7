using Autodiff.Backends.Xla;
using Autodiff.Backends.Xla.Pjrt;

namespace Autodiff.Core.Tests.Xla;

/// <summary>The client of the plugin for tests, and its backend.</summary>
static class XlaPlugin
{
    static readonly Lazy<PjrtClient> client = new(() => PjrtClient.Create(PjrtPlugin.Load(XlaTests.Plugin), 4));

    public static PjrtClient Client => client.Value;

    public static XlaBackend Backend => XlaBackend.On(Client);
}
