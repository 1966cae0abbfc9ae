// Command pulumi-language-nodejs is a stand-in for Pulumi's own Node.js language host, for machines that reach
// package registries only: there the Pulumi CLI can be built from Go modules, but its language host is not served.
//
// It speaks the public contract pulumirpc.LanguageRuntime as far as running programs and policy packs needs it.
// Nothing may depend on its ways: wherever there is an official CLI, that one is used.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// An engine that was killed can no longer stop its host: the host asks now and then whether it still lives.
const engineCheckInterval = 2 * time.Second

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-language-nodejs:", err)
		os.Exit(1)
	}
}

// serve answers the engine until a signal comes or the engine is gone. Both end every child process first.
func serve() error {
	if len(os.Args) < 2 {
		return fmt.Errorf("the address of the engine is missing: pulumi-language-nodejs HOST:PORT")
	}
	// The engine may put logging flags in front; its address comes last.
	engineAddress := os.Args[len(os.Args)-1]

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := rpcutil.Healthcheck(ctx, engineAddress, engineCheckInterval, stop); err != nil {
		return fmt.Errorf("cannot reach the engine at %s: %w", engineAddress, err)
	}

	stopServing := make(chan bool)
	context.AfterFunc(ctx, func() { close(stopServing) })
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: stopServing,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, &host{lifetime: ctx, engineAddress: engineAddress})
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port) // the engine waits for this line
	return <-handle.Done
}

// host implements pulumirpc.LanguageRuntime; what is not written here answers "Unimplemented".
type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	lifetime      context.Context // ends with the host; no child process outlives it
	engineAddress string
}

func (h *host) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	h.engineAddress = request.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (h *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// GetRequiredPackages names nothing: dynamic providers live in the program's node_modules, and there is no
// network here to download a plugin from.
func (h *host) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

func (h *host) RuntimeOptionsPrompts(
	context.Context, *pulumirpc.RuntimeOptionsRequest,
) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}
