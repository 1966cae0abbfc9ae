package main

import (
	"github.com/pulumi-azure-importexport/pulumi-azure-importexport/sdk/go/azureimportexport/importexport"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

// photos is the program: one job, one drive, no shipment yet.
func photos(ctx *pulumi.Context) error {
	settings := config.New(ctx, "")
	job, err := importexport.NewJob(ctx, "photos", &importexport.JobArgs{
		ResourceGroupName: pulumi.String("rg-archive"), // it must exist
		Location:          pulumi.String("westus"),
		Tags:              pulumi.StringMap{"team": pulumi.String("archive")},
		Properties: &importexport.JobPropertiesArgs{
			JobType:          pulumi.String("Import"),
			StorageAccountId: pulumi.String(settings.Require("storageAccountId")),
			// WAImportExport, the tool that prepares the drives, writes these values into its journal.
			DriveList: importexport.DriveArray{
				&importexport.DriveArgs{
					DriveId:      pulumi.String("NOBODYS1"),
					BitLockerKey: settings.RequireSecret("bitLockerKey"),
					ManifestFile: pulumi.String(`\DriveManifest.xml`),
					ManifestHash: pulumi.String("109B21108597EF36D5785F08303F3638"),
				},
			},
		},
		Deletion: &importexport.DeletionArgs{WaitMinutes: pulumi.Float64(1)},
	})
	if err != nil {
		return err
	}
	ctx.Export("state", job.State)
	ctx.Export("canBeDeleted", job.IsDeletable)
	return nil
}
