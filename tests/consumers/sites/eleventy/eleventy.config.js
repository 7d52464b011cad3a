export default function (config) {
  config.addPreprocessor("unpublished", "md", (data) => (data.published === false ? false : undefined)); // without preset
  config.addCollection("news", (all) => all.getFilteredByGlob("content/news/*.md").reverse());
  return { dir: { input: "content", includes: "../_includes" } };
}
