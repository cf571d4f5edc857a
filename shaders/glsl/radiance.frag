// A scene of density and colour: samples on one lattice along the ray, empty cells skipped, blended front to back. The
// same as Volumes/RayMarcher and Rendering/Radiance on the processor; tests hold both together.
layout(std430, binding = 2) readonly buffer CellBuffer { uvec2 bricks[]; }; // 4³ cells per word of 64 bits

uniform int cascades;
uniform float low, side;     // of the cube, the same on all axes
uniform float min_step, cone, near_distance, min_transmittance;
uniform vec3 crop_min, crop_max;
uniform int normal_taps;     // 4, or 0; unknown to the compiler, which would unroll

const float MAX_STEP = 1.7320508, CELLS = 128.0;

#if COLOR_READS_PLACE
#define COLOR(features, place, direction) field_color(features, place, direction)
#else
#define COLOR(features, place, direction) field_color(features, direction)
#endif

float step_at(float t)
{
    return cone == 0.0 ? min_step : min(max(cone * t, min_step), MAX_STEP);
}

int cascade_of(vec3 place, float step)
{
    if (cascades == 1) return 0;
    vec3 away = abs(place - 0.5);
    float largest = max(away.x, max(away.y, away.z));
    int by_place = (floatBitsToInt(largest) >> 23) - 125, by_step = (floatBitsToInt(step * CELLS) >> 23) - 126;
    return clamp(max(by_place, by_step), 0, cascades - 1);
}

// Length of the way through empty space; negative where the place may hold something.
float empty_ahead(vec3 place, vec3 direction, vec3 inverse, float step)
{
    int cascade = cascade_of(place, step);
    vec3 cell = (place - 0.5) * (CELLS / float(1 << cascade)) + 64.0;
    ivec3 i = clamp(ivec3(cell), ivec3(0), ivec3(127));
    int brick = cascade * 32768 + ((i.z >> 2) << 10 | (i.y >> 2) << 5 | (i.x >> 2));
    int bit = (i.z & 3) << 4 | (i.y & 3) << 2 | (i.x & 3);
    uvec2 word = bricks[brick];
    int empty_side = 4;
    if (word != uvec2(0u))
    {
        if (((bit < 32 ? word.x >> bit : word.y >> (bit - 32)) & 1u) != 0u) return -1.0;
        empty_side = 1;
    }
    ivec3 first = i & -empty_side;
    vec3 edge = mix(vec3(first) - cell, vec3(first + empty_side) - cell, greaterThan(direction, vec3(0.0)));
    vec3 way = edge * inverse;
    return max(0.0, min(way.x, min(way.y, way.z))) * (float(1 << cascade) / CELLS);
}

float to_linear(float c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

// Against the slope of the density, by differences over the corners of a tetrahedron.
vec3 normal_at(vec3 place)
{
    vec3 slope = vec3(0.0);
    for (int i = 0; i < normal_taps; i++)
    {
        vec3 corner = vec3(i % 3 == 0 ? 1.0 : -1.0, i >= 2 ? 1.0 : -1.0, i % 2 == 1 ? 1.0 : -1.0);
        float features[FEATURES];
        slope += corner * min(field_density((place + corner * min_step - low) / side, features), 1e6);
    }
    return slope == vec3(0.0) ? slope : normalize(-slope);
}

void main()
{
    vec2 place;
    out_color = out_normal = out_cost = vec4(0.0);
    if (!ray_of_fragment(place)) return;
    vec3 direction = ray_direction(place), inverse = inverse_of(direction);
    vec2 range = clip_to(eye, direction, vec3(low), vec3(low + side));
    vec2 cropped = clip_to(eye, direction, crop_min, crop_max);
    range = vec2(max(max(range.x, near_distance), cropped.x), min(range.y, cropped.y));
    float t = range.x + 0.5 * step_at(range.x), passed = 1.0, mean = 0.0, peak = 0.0, peak_t = 0.0, count = 0.0;
    vec3 color = vec3(0.0);
    if (phase > 0)
    {
        ivec2 at = ivec2(gl_FragCoord.xy);
        vec4 a = texelFetch(state_color, at, 0), b = texelFetch(state_normal, at, 0);
        color = a.rgb;
        passed = a.w;
        t = b.x;
        mean = b.y;
        peak = b.z;
        peak_t = b.w;
        count = texelFetch(state_cost, at, 0).x;
    }
    int left = phase < 2 ? budget : 0;
    while (left > 0 && search_turns < SEARCH_TURNS && t < range.y && passed >= min_transmittance)
    {
        vec3 at = eye + direction * t;
        float step = step_at(t), ahead = empty_ahead(at, direction, inverse, step);
        if (ahead >= 0.0)
        {
            if (cone == 0.0) t += max(1.0, ceil(ahead / step)) * step;
            else
            {
                float end = t + ahead;
                do t += step_at(t); while (t < end);
            }
            continue;
        }
        float features[FEATURES];
        vec3 field_place = (at - low) / side;
        float density = field_density(field_place, features);
        float passing = exp(-density * step), weight = passed * (1.0 - passing);
        // What hides so little changes no pixel of a screen.
        if (weight > 1e-5) color += weight * COLOR(features, field_place, direction * 0.5 + 0.5);
        mean += weight * t;
        if (weight > peak)
        {
            peak = weight;
            peak_t = t;
        }
        passed *= passing;
        count += 1.0;
        t += step;
        left--;
    }
    if (phase < 2)
    {
        out_color = vec4(color, passed);
        out_normal = vec4(t, mean, peak, peak_t);
        out_cost = vec4(count, 0.0, 0.0, t < range.y && passed >= min_transmittance ? 0.0 : 1.0);
        return;
    }
    float opacity = 1.0 - passed;
    out_cost.y = count;
    if (!(opacity > 0.0)) return;
    vec3 straight = color / opacity;
    out_color = vec4(vec3(to_linear(straight.r), to_linear(straight.g), to_linear(straight.b)) * opacity, opacity);
    if (opacity < 0.05) return;
    out_normal = vec4(normal_at(eye + direction * peak_t), axis_depth(direction, mean / opacity));
}
