/** What most tests of the provider's process stand on. */
import type { Emulator, EmulatorOptions } from "azure-importexport-emulator";
import { accountSubscriptionId } from "../../fixtures/diskInputs";
import { FileBackend } from "../../fixtures/fileBackend";
import { startTestEmulator, type JobKind } from "../../fixtures/jobStack";
import { ProviderProcess } from "./providerProcess";

type Env = Readonly<Record<string, string>>;

/** A provider's process, and the Azure that it asks. They are there once the tests run. */
export interface TestedProvider {
    emulator: Emulator;
    provider: ProviderProcess;
}

/** One whose stack a backend has. */
export interface TestedStack extends TestedProvider {
    backend: FileBackend;
}

/** Both are started before the tests of the file, or of the describe, and ended after them. */
export function testedProvider(
    start: (env: Env) => Promise<ProviderProcess>,
    options: EmulatorOptions = {},
): TestedProvider {
    const tested = {} as TestedProvider;
    beforeAll(async () => {
        const subscriptionId = accountSubscriptionId;
        tested.emulator = await startTestEmulator({ subscriptionId, ...options });
        tested.provider = await start({ ...tested.emulator.env });
    });
    afterAll(async () => {
        await tested.provider.stop();
        await tested.emulator.stop();
    });
    return tested;
}

/** The same with a stack of jobs of this kind, whose time can be moved. */
export function testedStack(kind: JobKind): TestedStack {
    let backend: FileBackend;
    beforeAll(() => {
        backend = new FileBackend(kind.type);
    });
    const tested = testedProvider((env) => {
        const { env: ofStack, projectFolder } = backend;
        return ProviderProcess.startFor(
            kind,
            { ...env, ...ofStack },
            "movedClock.cjs",
            projectFolder,
        );
    });
    afterAll(() => backend.dispose());
    return Object.defineProperty(tested as TestedStack, "backend", { get: () => backend });
}
