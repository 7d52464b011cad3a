# What Jekyll read of each file, for the comparison; a site needs no such plugin.
require "json"

def plain(value)
  case value
  when Hash then value.to_h { |key, inner| [key, plain(inner)] }
  when Array then value.map { |inner| plain(inner) }
  when Time then value.utc.strftime("%Y-%m-%dT%H:%M:%SZ")
  when Jekyll::Excerpt then nil
  when String, Integer, Float, true, false, nil then value
  else "a #{value.class}"
  end
end

Jekyll::Hooks.register :site, :post_write do |site|
  items = site.collections["news"].docs.map { |doc| { "file" => doc.basename, "url" => doc.url, "data" => plain(doc.data) } }
  File.write(File.join(site.dest, "values.json"), JSON.generate(items))
end
