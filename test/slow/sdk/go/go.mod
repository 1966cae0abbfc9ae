module sdk-program

go 1.25.0

require (
	github.com/pulumi-azure-importexport/pulumi-azure-importexport/sdk/go v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.250.0
)
