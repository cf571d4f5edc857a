// A surface of signed distances: sphere tracing (Hart 1996) through a lattice of coarse distances, studio light, soft
// shadow, ambient cones. The same as Rendering/Surfaces on the processor, ray by ray; tests hold both together.
// The field is called at two places only: compilers copy it to each.
uniform sampler3D grid;
uniform vec3 grid_min, grid_max;
uniform float cell;
uniform vec3 domain_min, domain_max;
uniform float pixel_angle, normal_step, normal_pixels, level;
uniform vec3 crop_min, crop_max;
uniform bool has_crop;
uniform vec4 slice;      // normal of the plane and its offset; a zero normal for none
uniform vec3 slice_min, slice_max;
uniform vec3 key, fill, rim, up, floor_place;
uniform float floor_radius;
uniform int tap_count;   // NORMAL_TAPS + CREASE_TAPS + SHADOW_TAPS; unknown to the compiler, which would unroll

const int MAX_STEPS = 160, NORMAL_TAPS = 6, CREASE_TAPS = 3, SHADOW_TAPS = 4;
#define SCENE
#define SEEN
#define LIGHT_KEY key
#define LIGHT_FILL fill
#define LIGHT_RIM rim
#define LIGHT_UP up
#define GRID_CELL cell
#define DOMAIN_MIN domain_min
#define DOMAIN_MAX domain_max
#define EYE eye
#define FLOOR_PLACE floor_place
#define FLOOR_RADIUS floor_radius

float cut(vec3 place, float distance)
{
    distance -= level;
    if (!has_crop) return distance;
    vec3 beyond = max(crop_min - place, place - crop_max);
    float inside = min(0.0, max(beyond.x, max(beyond.y, beyond.z)));
    return max(distance, inside + length(max(vec3(0.0), beyond)));
}

float grid_inside(vec3 place)
{
    ivec3 last = textureSize(grid, 0) - 1;
    vec3 p = min(vec3(last), (place - grid_min) / cell);
    ivec3 i = min(ivec3(p), last - 1);
    vec3 w = p - vec3(i);
    vec4 low, high;
    low.x = texelFetch(grid, i, 0).r;
    low.y = texelFetch(grid, i + ivec3(1, 0, 0), 0).r;
    low.z = texelFetch(grid, i + ivec3(0, 1, 0), 0).r;
    low.w = texelFetch(grid, i + ivec3(1, 1, 0), 0).r;
    high.x = texelFetch(grid, i + ivec3(0, 0, 1), 0).r;
    high.y = texelFetch(grid, i + ivec3(1, 0, 1), 0).r;
    high.z = texelFetch(grid, i + ivec3(0, 1, 1), 0).r;
    high.w = texelFetch(grid, i + ivec3(1, 1, 1), 0).r;
    vec4 d = mix(low, high, w.z);
    vec2 row = mix(d.xy, d.zw, w.y);
    return mix(row.x, row.y, w.x);
}

float grid_at(vec3 place, out float beyond)
{
    vec3 inside = min(grid_max, max(grid_min, place));
    beyond = distance(inside, place);
    return grid_inside(inside) + beyond;
}

float skip(vec3 origin, vec3 direction, float t, float end)
{
    while (t <= end)
    {
        vec3 place = min(grid_max, max(grid_min, origin + direction * t));
        float bound = 0.88 * grid_inside(place) - 0.8660254 * cell;
        if (!(bound > 0.25 * cell)) return t;
        t += bound;
    }
    return t;
}

// A ray on its way.
struct March
{
    float t, last_t, last_value, steps, hit; // hit is negative where the ray met nothing
    bool knows_last, is_bracketed, is_done;
    vec2 outside, inside;                    // distance and value at both ends of a bracket
};

void end_march(inout March m, float hit)
{
    m.hit = hit;
    m.is_done = true;
}

void close_in(inout March m, float value, float near)
{
    if (!m.is_bracketed) m.outside = vec2(m.last_t, m.last_value);
    if (m.is_bracketed && value > 0.0) m.outside = vec2(m.t, value);
    else m.inside = vec2(m.t, value);
    m.is_bracketed = true;
    m.t = m.outside.x + (m.inside.x - m.outside.x) * clamp(m.outside.y / (m.outside.y - m.inside.y), 0.1, 0.9);
    if (m.inside.x - m.outside.x < near) end_march(m, m.t);
}

void step_on(inout March m, vec3 direction, float end, float value, float near)
{
    float slope = (m.last_value - value) / (m.t - m.last_t), advance = 0.95 * value;
    if (!m.knows_last) advance *= 0.5;
    else if (slope > 1.0) advance /= slope;
    m.last_t = m.t;
    m.last_value = value;
    m.knows_last = true;
    m.t += max(advance, near);
    if (value > 2.0 * 0.8660254 * cell)
    {
        float next = skip(eye, direction, m.t, end);
        if (next > m.t)
        {
            m.last_t = m.t;
            m.knows_last = false;
            m.t = next;
        }
    }
    if (m.t > end) end_march(m, -1.0);
}

void march(inout March m, vec3 direction, float end)
{
    for (int left = budget; left > 0 && search_turns < SEARCH_TURNS && !m.is_done; left--)
    {
        vec3 place = eye + direction * m.t;
        float value = cut(place, field_value(place)), pixel = pixel_angle * m.t;
        float near = max(0.01 * pixel, 4e-7 * (1.0 + m.t));
        m.steps += 1.0;
        if (isnan(value)) end_march(m, -1.0);
        else if (m.steps > float(MAX_STEPS)) end_march(m, abs(value) < pixel ? m.t : -1.0);
        else if (abs(value) < near) end_march(m, m.t + value);
        else if (m.is_bracketed || (value < 0.0 && m.knows_last)) close_in(m, value, near);
        else if (value >= 0.0) step_on(m, direction, end, value, near);
        // The lattice went too far, or the ray begins inside.
        else if (m.t > m.last_t) m.t = max(m.last_t, m.t + 2.0 * value - near);
        else end_march(m, m.t);
    }
}

March begin_march(vec3 direction, vec2 range)
{
    March m = March(range.x, range.x, 0.0, 0.0, -1.0, false, false, !(range.x < range.y), vec2(0.0), vec2(0.0));
    if (m.is_done) return m;
    m.t = skip(eye, direction, range.x, range.y);
    if (m.t > range.y) end_march(m, -1.0);
    return m;
}

void save(March m)
{
    out_color = vec4(m.t, m.last_t, m.last_value, (m.knows_last ? 1.0 : 0.0) + (m.is_bracketed ? 2.0 : 0.0));
    out_normal = vec4(m.outside, m.inside);
    out_cost = vec4(m.steps, m.hit, 0.0, m.is_done ? 1.0 : 0.0);
}

March load()
{
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 a = texelFetch(state_color, at, 0), b = texelFetch(state_normal, at, 0), c = texelFetch(state_cost, at, 0);
    return March(a.x, a.y, a.z, c.x, c.y, mod(a.w, 2.0) > 0.5, a.w > 1.5, c.w > 0.5, b.xy, b.zw);
}

#include studio_light.glsl

vec3 slice_color(float distance, float pixel)
{
    float diagonal = length(slice_max - slice_min), spacing = diagonal / 40.0;
    float fade = 1.0 / (1.0 + 6.0 * abs(distance) / diagonal);
    vec3 color = (distance < 0.0 ? vec3(0.13, 0.36, 0.71) : vec3(0.83, 0.52, 0.21)) * (0.35 + 0.65 * fade);
    float phase = abs(distance / spacing - roundEven(distance / spacing)) * spacing;
    color *= 0.55 + 0.45 * smooth_unit(phase / pixel);
    return color * smooth_unit(abs(distance) / (1.5 * pixel));
}

// The field around a hit, in one loop: the normal from six places, then creases along it and the way to the light.
void look_around(vec3 place, float pixel, bool is_on_plane, vec3 direction, out vec3 normal, out vec3 color)
{
    float step_length = max(normal_step, normal_pixels * pixel), sum = 0.0, clearance = 1.0;
    vec3 slope = vec3(0.0), start = place;
    normal = is_on_plane ? slice.xyz : vec3(0.0);
    color = vec3(0.0);
    int count = is_on_plane ? 1 : tap_count;
    for (int i = 0; i < count; i++)
    {
        vec3 offset = vec3(0.0);
        float tap = 0.0;
        if (is_on_plane) offset = vec3(0.0);
        else if (i < NORMAL_TAPS) offset[i / 2] = i % 2 == 0 ? step_length : -step_length;
        else if (i < NORMAL_TAPS + CREASE_TAPS)
        {
            tap = crease_tap(i - NORMAL_TAPS) * cell;
            offset = normal * tap;
        }
        else
        {
            tap = shadow_tap(i - NORMAL_TAPS - CREASE_TAPS) * cell;
            offset = key * tap;
        }
        vec3 at = start + offset;
        float whole = field_value(at), value = cut(at, whole);
        if (is_on_plane) color = slice_color(whole - level, pixel);
        else if (i < NORMAL_TAPS) slope[i / 2] += i % 2 == 0 ? value : -value;
        else if (i < NORMAL_TAPS + CREASE_TAPS) sum += clamp(value / tap, 0.0, 1.0);
        else clearance = min(clearance, value / (LIGHT_SIZE * tap));
        if (i == NORMAL_TAPS - 1)
        {
            normal = slope == vec3(0.0) ? slope : normalize(slope);
            start = place + normal * (0.1 * pixel);
        }
    }
    if (is_on_plane) return;
    float visible = dot(normal, key) > 0.0 ? light_visibility(shadow_march(start, 2.5 * cell, clearance)) : 0.0;
    vec4 ambient = gather(place, normal);
    color = shade(normal, -direction, visible, ambient, sum / float(CREASE_TAPS));
}

void main()
{
    vec2 place;
    out_color = out_normal = out_cost = vec4(0.0);
    if (!ray_of_fragment(place)) return;
    vec3 direction = ray_direction(place);
    vec2 range = clip_to(eye, direction, domain_min, domain_max);
    float hit = -1.0, plane = -1.0;
    bool is_on_plane = false;
    if (range.x < range.y && slice.xyz != vec3(0.0))
    {
        float height = dot(eye, slice.xyz) - slice.w, way = height / -dot(direction, slice.xyz);
        vec3 at = eye + direction * way;
        bool meets = way > 0.0 && way < 1e30, shown = meets && at == min(slice_max, max(slice_min, at));
        if (shown) plane = way;
        if (height > 0.0 && shown) is_on_plane = true;
        else if (height > 0.0) range.x = meets ? max(range.x, way) : range.y;
        else if (meets) range.y = min(range.y, way);
    }
    if (is_on_plane) range = vec2(0.0);
    March m = phase == 0 ? begin_march(direction, range) : load();
    if (phase < 2)
    {
        march(m, direction, range.y);
        save(m);
        return;
    }
    out_cost.y = m.steps;
    hit = is_on_plane ? plane : m.hit;
    if (hit < 0.0 && plane >= 0.0)
    {
        hit = plane;
        is_on_plane = true;
    }
    if (hit < 0.0)
    {
        out_cost.x = floor_shadow(direction);
        return;
    }
    vec3 normal, color;
    look_around(eye + direction * hit, pixel_angle * hit, is_on_plane, direction, normal, color);
    out_color = vec4(color, 1.0);
    out_normal = vec4(normal, axis_depth(direction, hit));
}
