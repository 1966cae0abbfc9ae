// An import job in Go. `pulumi up` runs it as every Go program; `go run . up` and `go run . destroy` do without the
// language host of the pulumi command: the program is served from this process.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	if len(os.Args) < 2 {
		pulumi.Run(photos)
		return
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, command string) error {
	stack, err := auto.UpsertStackInlineSource(ctx, "dev", "go-import", photos)
	if err != nil {
		return err
	}
	if err := stack.SetAllConfig(ctx, auto.ConfigMap{
		"storageAccountId": {Value: os.Getenv("STORAGE_ACCOUNT_ID")},
		"bitLockerKey":     {Value: os.Getenv("BITLOCKER_KEY"), Secret: true},
	}); err != nil {
		return err
	}
	if command == "destroy" {
		if _, err := stack.Destroy(ctx); err != nil {
			return err
		}
		fmt.Println("The job is gone.")
		return nil
	}
	result, err := stack.Up(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("state: %v\n", result.Outputs["state"].Value)
	return nil
}
