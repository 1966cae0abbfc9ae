/**
 * What the one line loads that Pulumi keeps in state with every customer-disk job; why it is a line and why it never changes:
 * importexport/storedModule.ts and docs/decisions/stored-provider.md.
 */
export const storedModule = "pulumi-azure-importexport/databox/crud";
