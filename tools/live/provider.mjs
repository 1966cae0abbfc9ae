// What the kit takes from the compiled provider: the same client, settings and tables as a stack has.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const part = (name) => require(`../../provider/dist/${name}.js`);

export const { isRetiredCode } = part("arm/advice");
export const { armErrorBody } = part("arm/armErrorBody");
export const { AzureError } = part("arm/azureErrors");
export const { systemClock } = part("arm/clock");
export const { KNOWN_CLOUDS } = part("arm/clouds");
export const { connectArm } = part("arm/connect");
export const { contextOf, pause } = part("arm/context");
export const { endOf } = part("arm/longRunningOperation");
export const { redact, sensitiveValues } = part("arm/redaction");
export const { items, object } = part("arm/response");
export const { readSettings, SettingsError } = part("settings/config");

export const importExport = {
    service: part("importexport/armJobsClient").IMPORT_EXPORT,
    ...part("importexport/lifecycle"),
    ...part("importexport/stateNames"),
    ...part("importexport/observation"),
};
export const dataBox = {
    service: part("databox/armDataBoxClient").DATA_BOX,
    lockName: part("databox/serviceLock").serviceLockName,
    ...part("databox/flags"),
    ...part("databox/lifecycle"),
    ...part("databox/observation"),
};

const both = [importExport, dataBox].map(({ service }) => service.secretFields);
const ofBoth = (name) => both.flatMap((fields) => fields[name]);

/** What no report may show of either service's bodies, nor of those of others that the kit asks. */
export const secretFields = {
    fields: ofBoth("fields"),
    objects: ofBoth("objects"),
    harmlessParts: ofBoth("harmlessParts"),
    secretKeysOf: ofBoth("secretKeysOf"),
};
