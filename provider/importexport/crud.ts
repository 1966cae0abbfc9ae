import { dynamicProvider } from "../dynamic/dynamicProvider";
import { importExport } from "./service";

/**
 * What Pulumi's dynamic-provider process calls: check, diff, create, read, update, delete of a job.
 *
 * Pulumi keeps one line of text with every resource, which requires this module of the installed
 * package (`storedModule` in model.ts). So `provider` must go on answering for every state ever written.
 */
export const provider = dynamicProvider(importExport);
