// Reads a JSON list of YAML texts from standard input; answers a JSON list of {value} or {error}, in that order.
import { readFileSync } from "node:fs";
import yaml from "js-yaml";

const answers = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  try {
    return { value: yaml.load(text) ?? null };
  } catch (error) {
    return { error: String(error.message) };
  }
});
process.stdout.write(JSON.stringify(answers));
