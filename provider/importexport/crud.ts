import { dynamicProvider, type DoorMethods } from "../dynamic/dynamicProvider";
import { methodsOf } from "../job/methods";
import type { JobInputs, JobOutputs } from "./model";
import { importExport } from "./service";
import { Session } from "./session";

/**
 * What Pulumi's dynamic-provider process calls: check, diff, create, read, update, delete of a job.
 *
 * Pulumi keeps one line of text with every resource, which requires this module of the installed
 * package (storedProvider.ts). So `provider` must go on answering for every state ever written.
 */

/** What each method does with a job. */
export const methods: DoorMethods<Session, JobInputs, JobOutputs> = {
    ...methodsOf(importExport),
    openSession: (operation, call) => new Session(operation, call),
};

/** The dynamic provider. */
export const provider = dynamicProvider(methods);
