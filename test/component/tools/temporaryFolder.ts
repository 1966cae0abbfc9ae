import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder that is removed after each test. Call at the top of a test file or a `describe`. */
export function useTemporaryFolder() {
    const temporary = {
        path: "",
        /** Writes a file, with its folders, and returns its path. */
        write(name: string, content: string): string {
            const file = path.join(temporary.path, name);
            fs.mkdirSync(path.dirname(file), { recursive: true });
            fs.writeFileSync(file, content);
            return file;
        },
        /** Writes a shell script that can be run, and returns its path. */
        writeCommand(name: string, script: string): string {
            const file = temporary.write(name, `#!/bin/sh\n${script}\n`);
            fs.chmodSync(file, 0o755);
            return file;
        },
    };
    beforeEach(() => {
        temporary.path = fs.realpathSync(
            fs.mkdtempSync(path.join(os.tmpdir(), "importexport-tools-")),
        );
    });
    afterEach(() => fs.rmSync(temporary.path, { recursive: true, force: true }));
    return temporary;
}
