// A field of a picture: every fragment is a sample of a pixel.
uniform vec4 region; // of the picture, origin and size
uniform vec4 frame;  // from there to the field's coordinates, origin and span
uniform vec2 picture_size;

void main()
{
    vec2 place;
    out_color = out_normal = out_cost = vec4(0.0);
    if (!ray_of_fragment(place)) return;
    vec2 uv = region.xy + place / picture_size * region.zw;
    out_color = field_channels(frame.xy + uv * frame.zw);
}
