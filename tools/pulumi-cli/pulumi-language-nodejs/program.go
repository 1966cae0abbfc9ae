package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// exitAlreadyExplained is how @pulumi/pulumi says that the user has been told what went wrong.
const exitAlreadyExplained = 32

// Run runs a Pulumi program to its end.
func (h *host) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	info := request.GetInfo()
	runner, err := resolveScript(ctx, info.GetProgramDirectory(), "@pulumi/pulumi/cmd/run")
	if err != nil {
		return nil, err
	}
	environment, err := programEnvironment(request)
	if err != nil {
		return nil, err
	}

	arguments := append(nodeArguments(info), runner)
	arguments = append(arguments, h.runnerFlags(request)...)
	arguments = append(arguments, info.GetEntryPoint())
	arguments = append(arguments, request.GetArgs()...)

	command, release := h.node(ctx, arguments...)
	defer release()
	command.Dir = request.GetPwd()
	command.Env = environment
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	return runResponse(command.Run())
}

func (h *host) runnerFlags(request *pulumirpc.RunRequest) []string {
	flags := []string{
		"--monitor=" + request.GetMonitorAddress(),
		"--engine=" + h.engineAddress,
		"--organization=" + request.GetOrganization(),
		"--project=" + request.GetProject(),
		"--stack=" + request.GetStack(),
		"--pwd=" + request.GetInfo().GetProgramDirectory(),
		"--root-directory=" + request.GetInfo().GetRootDirectory(),
		"--parallel=" + strconv.Itoa(int(request.GetParallel())),
	}
	if request.GetDryRun() {
		flags = append(flags, "--dry-run")
	}
	return flags
}

func programEnvironment(request *pulumirpc.RunRequest) ([]string, error) {
	config, err := configJSON(request.GetConfig())
	if err != nil {
		return nil, err
	}
	// A nil slice would be written as null, and @pulumi/pulumi reads a list.
	secretKeys, err := json.Marshal(append([]string{}, request.GetConfigSecretKeys()...))
	if err != nil {
		return nil, fmt.Errorf("write the names of the secret configuration as JSON: %w", err)
	}
	typescript := true // as in Pulumi.yaml: runtime.options.typescript, true unless it says false
	if option, given := request.GetInfo().GetOptions().AsMap()["typescript"].(bool); given {
		typescript = option
	}
	return append(os.Environ(),
		"PULUMI_CONFIG="+config,
		"PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys),
		"PULUMI_NODEJS_TYPESCRIPT="+strconv.FormatBool(typescript),
	), nil
}

// configJSON writes a stack's configuration as @pulumi/pulumi reads it: an object, empty where there is none.
func configJSON(config map[string]string) (string, error) {
	if config == nil {
		return "{}", nil
	}
	text, err := json.Marshal(config)
	if err != nil {
		return "", fmt.Errorf("write the stack's configuration as JSON: %w", err)
	}
	return string(text), nil
}

func runResponse(err error) (*pulumirpc.RunResponse, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case !errors.As(err, &exit):
		return nil, fmt.Errorf("start the program: %w", err)
	case exit.ExitCode() == exitAlreadyExplained:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: "the program failed: " + exit.String()}, nil
	}
}
