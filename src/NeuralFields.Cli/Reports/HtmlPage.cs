using System.Globalization;
using System.Net;
using System.Text;
using NeuralFields.Images;
using NeuralFields.IO;

namespace NeuralFields.Cli.Reports;

/// <summary>A self-contained HTML page: no script, nothing fetched, pictures inside.</summary>
/// <param name="title">The page's title.</param>
internal sealed class HtmlPage(string title)
{
    private const string Style =
        """
        body{font:15px/1.5 system-ui,sans-serif;max-width:1180px;margin:2em auto;padding:0 1em;color:#222;background:#fff}
        h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse}
        td,th{padding:.15em 1.2em .15em 0;text-align:left;vertical-align:top;font-variant-numeric:tabular-nums}
        th{font-weight:500;color:#666}.row{display:flex;flex-wrap:wrap;gap:1em}figure{margin:0;flex:1 1 300px;max-width:640px}
        figcaption{color:#666}img{width:100%;image-rendering:pixelated;background:#ddd}
        svg{flex:1 1 420px;max-width:560px;font:11px system-ui,sans-serif;fill:#555}svg line{stroke:#ddd}
        svg .title{font-size:13px;fill:#222}svg polyline{fill:none;stroke:#1668b8;stroke-width:1.6}
        .turn{animation:turn 5s infinite}@keyframes turn{to{background-position-x:var(--end)}}
        pre{background:#f5f5f5;padding:1em;overflow:auto;font-size:12px}
        """;

    private readonly StringBuilder _body = new();

    /// <summary>A heading.</summary>
    public void Heading(string text) => _body.Append("<h2>").Append(Encode(text)).Append("</h2>\n");

    /// <summary>A line of text.</summary>
    public void Paragraph(string text) => _body.Append("<p>").Append(Encode(text)).Append("</p>\n");

    /// <summary>Names and values.</summary>
    public void Table(IEnumerable<(string Name, string Value)> rows)
    {
        _body.Append("<table>\n");
        foreach ((string name, string value) in rows)
            _body.Append("<tr><th>").Append(Encode(name)).Append("</th><td>")
                .Append(Encode(value)).Append("</td></tr>\n");
        _body.Append("</table>\n");
    }

    /// <summary>Rows of cells; the first row is the titles.</summary>
    public void Grid(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        _body.Append("<table>\n");
        for (int i = 0; i < rows.Count; i++)
        {
            string tag = i == 0 ? "th" : "td";
            _body.Append("<tr>");
            foreach (string cell in rows[i]) _body.Append($"<{tag}>").Append(Encode(cell)).Append($"</{tag}>");
            _body.Append("</tr>\n");
        }
        _body.Append("</table>\n");
    }

    /// <summary>Drawings side by side.</summary>
    public void Drawings(params ReadOnlySpan<string> svgs)
    {
        _body.Append("<div class=\"row\">\n");
        foreach (string svg in svgs) _body.Append(svg).Append('\n');
        _body.Append("</div>\n");
    }

    /// <summary>Pictures side by side.</summary>
    public void Pictures(params ReadOnlySpan<(string Caption, Image Picture)> pictures)
    {
        _body.Append("<div class=\"row\">\n");
        foreach ((string caption, Image picture) in pictures)
            _body.Append("<figure><img alt=\"").Append(Encode(caption)).Append("\" src=\"").Append(DataUri(picture))
                .Append("\"><figcaption>").Append(Encode(caption)).Append("</figcaption></figure>\n");
        _body.Append("</div>\n");
    }

    /// <summary>A film that goes round and round, from frames of one size.</summary>
    public void Turn(string caption, IReadOnlyList<Image> frames)
    {
        (int width, int height) = (frames[0].Width, frames[0].Height);
        string style = string.Create(CultureInfo.InvariantCulture,
            $"width:{width}px;height:{height}px;--end:-{frames.Count * width}px;animation-timing-function:steps({frames.Count})");
        _body.Append("<figure><div class=\"turn\" style=\"").Append(style).Append(";background-image:url(")
            .Append(DataUri(Strip(frames))).Append(")\"></div><figcaption>").Append(Encode(caption))
            .Append("</figcaption></figure>\n");
    }

    /// <summary>Links to files beside the page.</summary>
    public void Links(params ReadOnlySpan<(string Text, string File)> links)
    {
        _body.Append("<p>");
        foreach ((string text, string file) in links)
            _body.Append("<a href=\"").Append(Encode(file)).Append("\">").Append(Encode(file)).Append("</a> ")
                .Append(Encode(text)).Append("<br>\n");
        _body.Append("</p>\n");
    }

    /// <summary>Text as it is, over several lines.</summary>
    public void Text(string text) => _body.Append("<pre>").Append(Encode(text)).Append("</pre>\n");

    /// <summary>The whole page.</summary>
    public override string ToString() =>
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Encode(title)}</title>\n" +
        $"<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{Encode(title)}</h1>\n{_body}</body>\n</html>\n";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static Image Strip(IReadOnlyList<Image> frames)
    {
        (int width, int height, int channels) = (frames[0].Width, frames[0].Height, frames[0].Channels);
        Image strip = new(frames.Count * width, height, channels, frames[0].Encoding);
        for (int i = 0; i < frames.Count; i++)
            for (int y = 0; y < height; y++)
                frames[i].Samples.AsSpan(y * width * channels, width * channels)
                    .CopyTo(strip.Samples.AsSpan(((y * strip.Width) + (i * width)) * channels));
        return strip;
    }

    private static string DataUri(Image picture)
    {
        using MemoryStream png = new();
        ImageCodecs.ForExtension(".png").Write(png, picture, ImageWriteOptions.Default);
        return "data:image/png;base64," + Convert.ToBase64String(png.GetBuffer().AsSpan(0, (int)png.Length));
    }
}
