// A resource of the schema: its class's declared outputs, and the interface of its arguments.

import ts from "typescript";
import { documented } from "./source.mjs";

/**
 * @param module such as "importexport"
 * @param data of the service, as its property table has it: `immutableInputs`, `secretInputs`, `secretOutputs`
 * @param dynamicToken of the same resource in the npm package: a stack moves from there in place
 */
export function resource(types, { module, className, dynamicToken, data }) {
    const { source } = types;
    const args = source.declaration(`${module}/jobArgs`, `${className}Args`);
    const inputs = types.object(args.members, className);
    const declared = source.declaration(`${module}/job`, className);
    const outputs = types.object(declared.members.filter(isOutput), className);
    for (const path of data.immutableInputs) {
        types.mark(inputs.properties, path, { willReplaceOnChanges: true });
    }
    for (const { path } of data.secretInputs) types.mark(inputs.properties, path, { secret: true });
    for (const path of data.secretOutputs) types.mark(outputs.properties, path, { secret: true });
    return {
        ...documented(declared),
        ...outputs,
        inputProperties: inputs.properties,
        requiredInputs: inputs.required,
        aliases: [{ type: dynamicToken }],
    };
}

function isOutput(member) {
    const isStatic = ({ kind }) => kind === ts.SyntaxKind.StaticKeyword;
    return ts.isPropertyDeclaration(member) && !member.modifiers?.some(isStatic);
}
