package main

import (
	"context"
	"fmt"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// noOthers refuses every package: this schema refers to none.
type noOthers struct{}

func (noOthers) LoadPackage(pkg string, _ *semver.Version) (*schema.Package, error) {
	return nil, refused(pkg)
}

func (noOthers) LoadPackageV2(_ context.Context, pkg *schema.PackageDescriptor) (*schema.Package, error) {
	return nil, refused(pkg.Name)
}

func (noOthers) LoadPackageReference(pkg string, _ *semver.Version) (schema.PackageReference, error) {
	return nil, refused(pkg)
}

func (noOthers) LoadPackageReferenceV2(
	_ context.Context, pkg *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return nil, refused(pkg.Name)
}

func refused(pkg string) error {
	return fmt.Errorf("the schema refers to the package %s, which is not at hand here", pkg)
}
