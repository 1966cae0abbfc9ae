export * from "./before";
