import { spawnSync } from "node:child_process";
import { repository } from "../../unit/docs/pages";

it("the API reference is built from the docstrings without a warning", () => {
    const typedoc = ["node_modules/typedoc/bin/typedoc", "--emit", "none"];
    const { status, stdout, stderr } = spawnSync(process.execPath, typedoc, {
        cwd: repository,
        encoding: "utf8",
    });
    expect({ status, output: `${stdout}${stderr}` }).toEqual({ status: 0, output: "" });
});
