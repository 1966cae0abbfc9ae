import { storedLine } from "../dynamic/storedLine";

/**
 * The one line that Pulumi keeps in state with every customer-disk job; why it is a line and why it never changes:
 * importexport/storedProvider.ts and docs/decisions/stored-provider.md.
 */
export const storedProvider = () => storedLine("pulumi-azure-importexport/databox/crud");
