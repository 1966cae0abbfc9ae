import fs from "node:fs";
import path from "node:path";
import { dataBoxPlay } from "./dataBoxScenarios";
import { importExportPlay } from "./importExportScenarios";
import type { Play } from "./scenario";
import type { RecordedStep } from "./stage";

/** What each scenario of each service came to. */
export type RequestRecord = Record<string, Record<string, RecordedStep[]>>;

export const plays: readonly Play[] = [importExportPlay, dataBoxPlay];

export const recordFile = path.join(__dirname, "requestRecord.json");

export function readRecord(): RequestRecord {
    return JSON.parse(fs.readFileSync(recordFile, "utf8")) as RequestRecord;
}
