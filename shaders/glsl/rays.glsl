// A fragment is a ray: a sample of a pixel in a list. Names of the field's own functions begin with field_ and node_.
layout(std430, binding = 1) readonly buffer PixelBuffer { int pixels[]; };

// A ray may need more evaluations than a driver lets a shader have loops: it is marched in passes. State is what the pass
// before wrote to the three targets; the last target's w is 1 where nothing is left to do.
uniform sampler2D state_color, state_normal, state_cost;
uniform int phase;       // 0 begins, 1 goes on, 2 makes the results
uniform int budget;      // evaluations of the field in a pass
const int SEARCH_TURNS = 12000; // of searches in a pass: neighbours that turn more often count, too

uniform ivec4 ray_list;  // rays, samples per pixel, stride of the lattice of samples, rays per row of the target
uniform int picture_width;
uniform vec3 eye, axis_right, axis_up, axis_back; // field coordinates; axes of length 1
uniform vec4 lens;       // focal lengths and centre, in pixels
uniform float per_unit;  // world units per field unit

layout(location = 0) out vec4 out_color;  // premultiplied linear RGB, opacity
layout(location = 1) out vec4 out_normal; // unit direction or zero; distance along the viewing axis or zero
layout(location = 2) out vec4 out_cost;   // what the shadow takes; places that the field was asked for

bool ray_of_fragment(out vec2 place)
{
    int number = int(gl_FragCoord.y) * ray_list.w + int(gl_FragCoord.x);
    out_cost.w = 1.0;
    if (number >= ray_list.x) return false;
    out_cost.w = 0.0;
    int samples = ray_list.y, sample_number = number % samples, pixel = pixels[number / samples];
    vec2 within = (vec2(sample_number, (sample_number * ray_list.z) % samples) + 0.5) / float(samples);
    place = vec2(pixel % picture_width, pixel / picture_width) + within;
    return true;
}

vec3 ray_direction(vec2 place)
{
    vec2 p = vec2(place.x - lens.z, lens.w - place.y) / lens.xy;
    return normalize(axis_right * p.x + axis_up * p.y - axis_back);
}

float axis_depth(vec3 direction, float t)
{
    return -dot(direction, axis_back) * t * per_unit;
}

// Components near zero are kept away from it, so that quotients stay finite.
vec3 inverse_of(vec3 direction)
{
    vec3 sign_of = vec3(direction.x < 0.0 ? -1.0 : 1.0, direction.y < 0.0 ? -1.0 : 1.0, direction.z < 0.0 ? -1.0 : 1.0);
    return 1.0 / (sign_of * max(abs(direction), vec3(1e-9)));
}

vec2 clip_to(vec3 origin, vec3 direction, vec3 low, vec3 high)
{
    vec3 inverse = inverse_of(direction), a = (low - origin) * inverse, b = (high - origin) * inverse;
    vec3 enter = min(a, b), leave = max(a, b);
    return vec2(max(max(enter.x, enter.y), max(enter.z, 0.0)), min(leave.x, min(leave.y, leave.z)));
}

float smooth_unit(float x)
{
    x = clamp(x, 0.0, 1.0);
    return x * x * (3.0 - 2.0 * x);
}
