package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"sync"

	sdk "github.com/pulumi/pulumi/sdk/v3"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// RunPlugin runs a plugin written for Node.js, a policy pack above all, and streams what it prints to the engine.
func (h *host) RunPlugin(
	request *pulumirpc.RunPluginRequest, stream pulumirpc.LanguageRuntime_RunPluginServer,
) error {
	output := &pluginOutput{stream: stream}
	var err error
	if request.GetKind() == "analyzer" {
		err = h.runPolicyPack(stream.Context(), request, output)
	} else {
		err = h.runOtherPlugin(stream.Context(), request, output)
	}

	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return output.exit(exit.ExitCode())
	}
	return err
}

func (h *host) runOtherPlugin(
	ctx context.Context, request *pulumirpc.RunPluginRequest, output *pluginOutput,
) error {
	folder := request.GetInfo().GetProgramDirectory()
	runner, err := resolveScript(ctx, folder, "@pulumi/pulumi/cmd/run-plugin")
	if err != nil {
		return err
	}
	arguments := append(nodeArguments(request.GetInfo()), runner, folder)
	command, release := h.node(ctx, append(arguments, request.GetArgs()...)...)
	defer release()
	command.Dir = request.GetPwd()
	command.Env = request.GetEnv()
	command.Stdout, command.Stderr = output.stdout(), output.stderr()
	return command.Run()
}

// runPolicyPack starts the pack only when the engine has said which stack is analysed: the pack reads that from
// its environment. Until then the SDK's proxy speaks with the engine in the pack's place.
func (h *host) runPolicyPack(
	ctx context.Context, request *pulumirpc.RunPluginRequest, output *pluginOutput,
) error {
	folder := request.GetInfo().GetProgramDirectory()
	runner, err := resolveScript(ctx, folder, "@pulumi/pulumi/cmd/run-policy-pack")
	if err != nil {
		return err
	}
	proxy, packOutput, err := sdk.NewPolicyProxy(ctx, output.stdout())
	if err != nil {
		return fmt.Errorf("start the policy pack's proxy: %w", err)
	}
	stack, err := proxy.AwaitConfiguration(ctx)
	if err != nil {
		return fmt.Errorf("wait for the policy pack's configuration: %w", err)
	}
	stackEnvironment, err := policyPackEnvironment(stack)
	if err != nil {
		return err
	}

	arguments := append(nodeArguments(request.GetInfo()), runner)
	arguments = append(arguments, request.GetArgs()...)
	command, release := h.node(ctx, append(arguments, folder)...)
	defer release()
	command.Dir = folder
	command.Env = append(request.GetEnv(), stackEnvironment...)
	command.Stdout, command.Stderr = packOutput, output.stderr()
	if err := command.Start(); err != nil {
		return fmt.Errorf("start the policy pack in %s: %w", folder, err)
	}
	return proxy.Attach(ctx, command)
}

// policyPackEnvironment tells the pack which stack it looks at. There is none under `pulumi policy analyze`.
func policyPackEnvironment(stack *pulumirpc.AnalyzerStackConfigureRequest) ([]string, error) {
	if stack == nil {
		return nil, nil
	}
	config, err := configJSON(stack.GetConfig())
	if err != nil {
		return nil, err
	}
	environment := []string{"PULUMI_CONFIG=" + config}
	for _, name := range []string{"PULUMI_NODEJS_", "PULUMI_"} {
		environment = append(environment,
			name+"ORGANIZATION="+stack.GetOrganization(),
			name+"PROJECT="+stack.GetProject(),
			name+"STACK="+stack.GetStack(),
			name+"DRY_RUN="+strconv.FormatBool(stack.GetDryRun()),
		)
	}
	return environment, nil
}

// pluginOutput sends a plugin's output to the engine, one message at a time: a gRPC stream takes no two at once.
type pluginOutput struct {
	stream pulumirpc.LanguageRuntime_RunPluginServer
	mutex  sync.Mutex
}

func (o *pluginOutput) send(response *pulumirpc.RunPluginResponse) error {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.stream.Send(response)
}

func (o *pluginOutput) exit(code int) error {
	return o.send(&pulumirpc.RunPluginResponse{
		Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: int32(code)},
	})
}

func (o *pluginOutput) stdout() io.Writer {
	return writerFunc(func(data []byte) error {
		return o.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: data}})
	})
}

func (o *pluginOutput) stderr() io.Writer {
	return writerFunc(func(data []byte) error {
		return o.send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: data}})
	})
}

type writerFunc func([]byte) error

func (write writerFunc) Write(data []byte) (int, error) {
	if err := write(data); err != nil {
		return 0, err
	}
	return len(data), nil
}
