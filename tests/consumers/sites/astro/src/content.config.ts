import { defineCollection, z } from "astro:content";
import { glob } from "astro/loaders";

const text = z.string().min(1);
const count = z.number().int().optional();
const images = z.array(z.strictObject({ url: z.string().url(), title: text.optional(), attribution: text.optional(), width: z.number().int(), height: z.number().int(), isCached: z.boolean().optional() }));
const provider = z.strictObject({ name: text, domain: text, images: images.optional(), authors: z.array(text).optional() });
const shared = { title: text, excerpt: text, publishedDateTime: z.date(), webUrl: text.optional(), ampWebUrl: text.optional(), cdnAmpWebUrl: text.optional(), type: z.enum(["article", "video"]), quality: count, provider, images: images.optional() };
const entry = z.strictObject(shared);
const article = z.strictObject({ ...shared, category: text, originalUrl: text, updatedDateTime: z.date().optional(), locale: text.optional(), heat: count, published: z.boolean().optional(), draft: z.boolean().optional(), featuredContent: text.optional(), topics: z.array(text).optional(), related: z.array(entry).optional(), secured: text.optional() });

export const collections = { news: defineCollection({ loader: glob({ pattern: "**/*.md", base: "./src/content/news" }), schema: article }) };
