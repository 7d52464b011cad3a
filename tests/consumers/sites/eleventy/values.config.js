// The site's own configuration, and what Eleventy read of each file, for the comparison.
import { writeFileSync } from "node:fs";
import site from "./eleventy.config.js";

const OWN = ["collections", "content", "eleventy", "layout", "page", "pkg"];

export default function (config) {
  const items = {};
  config.addPreprocessor("values", "md", (data) => {
    const values = Object.keys(data).filter((key) => !OWN.includes(key)).map((key) => [key, data[key]]);
    items[data.page.inputPath] = { file: data.page.inputPath.split("/").pop(), data: Object.fromEntries(values) };
  });
  config.on("eleventy.after", ({ results, directories }) => {
    for (const { inputPath, url } of results) if (items[inputPath]) items[inputPath].url = url;
    writeFileSync(`${directories.output}values.json`, JSON.stringify(Object.values(items)));
  });
  return site(config);
}
