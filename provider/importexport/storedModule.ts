/**
 * What the one line loads that Pulumi keeps in state with every job (dynamic/storedLine.ts).
 *
 * Pulumi's dynamic-provider process evaluates it and calls `handler()`. So destroy and refresh run
 * the code of the package that is installed then, not the code of the day the job was made; and
 * since the line never changes, it is never a difference. It must stay readable for ever: state
 * that was written once holds it. See docs/decisions/stored-provider.md.
 */
export const storedModule = "pulumi-azure-importexport/crud";
