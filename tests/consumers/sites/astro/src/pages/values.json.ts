// What Astro read of each file, for the comparison; a site needs no such page.
import { getCollection } from "astro:content";

export async function GET() {
  const items = await getCollection("news");
  return new Response(JSON.stringify(items.map(({ id, filePath, data }) => ({ file: filePath!.split("/").pop(), url: `/news/${id}/`, data }))));
}
