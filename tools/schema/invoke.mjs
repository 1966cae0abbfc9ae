// A function of the schema: what the TypeScript function of that name takes and gives.

import ts from "typescript";
import { documented } from "./source.mjs";

/**
 * @param list the name of the result's one property, where the function gives a list: a schema's result is an object
 * @param isOpen tells of a property of the result that it is no secret
 */
export function invoke(types, { file, name, list, isOpen }) {
    const { source } = types;
    const declared = source.declaration(file, name);
    const args = declared.parameters.find((parameter) => parameter.name.getText() === "args");
    const result = declared.type.typeArguments[0];
    const outputs = list
        ? { properties: { [list]: types.spec(result, list) }, required: [list] }
        : membersOf(types, result);
    for (const [property, spec] of Object.entries(outputs.properties)) {
        if (!isOpen(property)) spec.secret = true;
    }
    return {
        ...documented(declared),
        ...(args && { inputs: membersOf(types, args.type) }),
        outputs,
    };
}

function membersOf(types, node) {
    const declaration = types.source.declarationOf(node.typeName);
    if (!ts.isInterfaceDeclaration(declaration))
        throw new Error(`${node.getText()} has no members`);
    return types.object(declaration.members, declaration.name.text);
}
