import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";

const text = z.string().min(1);
const more = text.optional();
const when = z.date();
const count = z.number().int().optional();
const flag = z.boolean().optional();

const image = z.strictObject({ url: text, title: more, attribution: more, width: count, height: count, isCached: flag });
const images = z.array(image).optional();
const provider = z.strictObject({ name: text, domain: text, images, authors: z.array(text).optional() });
const type = z.enum(["article", "video"]);
const told = { title: text, excerpt: text, publishedDateTime: when, webUrl: more, ampWebUrl: more, cdnAmpWebUrl: more, type, quality: count };
const related = z.array(z.strictObject({ ...told, provider, images })).optional();
const ours = { category: text, originalUrl: text, updatedDateTime: when.optional(), locale: more, heat: count, published: flag, draft: flag };
const rest = { featuredContent: more, topics: z.array(text).optional(), secured: more };

const loader = glob({ pattern: "**/*.md", base: "./src/content/news" });
const schema = z.strictObject({ ...told, ...ours, ...rest, provider, images, related });
export const collections = { news: defineCollection({ loader, schema }) };
