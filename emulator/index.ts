/**
 * An emulator of Azure Resource Manager's Microsoft.ImportExport and
 * Microsoft.DataBox, for use in process.
 *
 * The command `azure-importexport-emulator` is the same for every other language.
 */
export { startEmulator, type Emulator } from "./emulator";
export type { AnsweredRequest, EmulatorOptions } from "./settings";
export type { Connection } from "./connection";
export type { LoggedRequest } from "./requestLog";
export type { PlantedJobRequest } from "./jobs/job";
export type { Fault, FaultAction, FaultMatch, FaultRequest, Moment } from "./faults/fault";
