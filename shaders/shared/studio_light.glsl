// The light of a product picture on matt clay, as Rendering/Surfaces has it: soft shadow, cones of surroundings, a floor
// that is not seen. Whoever includes this names the lights, the lattice (grid_at: a coarse distance, and the way to the
// domain in it), what functions take before their own arguments (SCENE), and how that is handed on (SEEN).
#define CLAY vec3(0.60f, 0.555f, 0.51f)
#define KEY_COLOR (vec3(1.0f, 0.955f, 0.89f) * 1.2f)
#define FILL_COLOR (vec3(0.78f, 0.88f, 1.0f) * 0.12f)
#define SKY_COLOR (vec3(0.86f, 0.94f, 1.06f) * 0.46f)
#define FLOOR_COLOR (vec3(0.9f, 0.84f, 0.78f) * 0.13f)
#define SPREAD 0.484f
#define LIGHT_SIZE 0.16f

// Distances in cells at which creases are looked for along the normal, and shadows towards the light.
float crease_tap(int i) { return i == 0 ? 0.25f : i == 1 ? 0.7f : 1.5f; }

float shadow_tap(int i) { return i == 0 ? 0.2f : i == 1 ? 0.5f : i == 2 ? 1.0f : 1.8f; }

float cone_tap(int i) { return i == 0 ? 1.5f : i == 1 ? 3.0f : i == 2 ? 6.0f : i == 3 ? 12.0f : 21.0f; }

vec3 surroundings(SCENE vec3 direction)
{
    return mix(FLOOR_COLOR, SKY_COLOR, smooth_unit(0.5f * dot(direction, LIGHT_UP) + 0.5f));
}

float cone_part(float clearance)
{
    return clamp(0.5f + 0.5f / SPREAD * clearance, 0.0f, 1.0f);
}

// Corners of a dodecahedron.
vec3 cone_direction(int i)
{
    const float golden = 1.618034f, inverse = 0.618034f;
    int corner = i / 5, kind = i % 5;
    float a = corner < 2 ? -1.0f : 1.0f, b = corner % 2 == 0 ? -1.0f : 1.0f;
    vec3 place = kind == 0 ? vec3(a, b, -1.0f) : kind == 1 ? vec3(a, b, 1.0f)
        : kind == 2 ? vec3(0.0f, a * inverse, b * golden) : kind == 3 ? vec3(a * inverse, b * golden, 0.0f)
        : vec3(b * golden, 0.0f, a * inverse);
    return normalize(place);
}

// The mean light of the surroundings over the half space of a normal, and the part of it that is not hidden.
vec4 gather(SCENE vec3 place, vec3 normal)
{
    vec3 sum = vec3(0.0f);
    float seen = 0.0f, whole = 1e-6f, beyond;
    for (int i = 0; i < 20; i++)
    {
        vec3 direction = cone_direction(i);
        float cosine = dot(normal, direction);
        if (cosine <= 0.0f) continue;
        float part = 1.0f;
        for (int k = 0; k < 5; k++)
        {
            float t = cone_tap(k) * GRID_CELL;
            part = min(part, cone_part(grid_at(place + direction * t, beyond) / t));
        }
        sum += cosine * part * surroundings(SEEN direction);
        seen += cosine * part;
        whole += cosine * cone_part(cosine);
    }
    return vec4(sum / whole, min(1.0f, seen / whole));
}

// The least clearance along the way to the light, in radii of the light.
float shadow_march(SCENE vec3 start, float t, float clearance)
{
    vec3 center = 0.5f * (DOMAIN_MIN + DOMAIN_MAX);
    float end = dot(center - start, LIGHT_KEY) + 0.5f * distance(DOMAIN_MIN, DOMAIN_MAX), beyond;
    for (int step_number = 0; step_number < 64 && t < end && clearance > -1.0f; step_number++)
    {
        float free_way = grid_at(start + LIGHT_KEY * t, beyond);
        clearance = min(clearance, free_way / (LIGHT_SIZE * t));
        t += 0.5f * max(GRID_CELL, max(beyond, free_way - 2.0f * beyond));
    }
    return clearance;
}

float light_visibility(float clearance)
{
    return smooth_unit(0.5f * clearance + 0.5f);
}

// What a place sends to the eye. open: 1 over a plane or a hill, less in a crease.
vec3 shade(SCENE vec3 normal, vec3 to_eye, float key_visibility, vec4 surrounding, float open)
{
    float dim = 0.3f + 0.7f * open, openness = surrounding.w * dim;
    float lit = max(0.0f, dot(normal, LIGHT_KEY)) * key_visibility;
    float filled = max(0.0f, (dot(normal, LIGHT_FILL) + 0.3f) / 1.3f) * openness;
    float edge = 1.0f - max(0.0f, dot(normal, to_eye));
    float behind = max(0.0f, dot(normal, LIGHT_RIM)) * edge * edge * 0.5f * openness;
    vec3 arriving = KEY_COLOR * lit + FILL_COLOR * filled + surrounding.xyz * dim + vec3(behind);
    float shine = pow(max(0.0f, dot(normal, normalize(LIGHT_KEY + to_eye))), 16.0f);
    vec3 x = CLAY * arriving + KEY_COLOR * (0.05f * shine * lit);
    const float white = 2.2f, exposure = 0.5f / (0.5f * (1.0f + 0.5f / (white * white)) / 1.5f);
    return min(vec3(1.0f), x * (1.0f + x / (white * white)) / (1.0f + x) * exposure);
}

// The part of the background's light that is taken away where a ray meets the floor.
float floor_shadow(SCENE vec3 direction)
{
    float height = dot(EYE - FLOOR_PLACE, LIGHT_UP), fall = -dot(direction, LIGHT_UP);
    if (!(height > 0.0f && fall > 1e-4f)) return 0.0f;
    vec3 place = EYE + direction * (height / fall);
    float fade = (3.0f - distance(place, FLOOR_PLACE) / FLOOR_RADIUS) / 1.8f;
    if (!(fade > 0.0f)) return 0.0f;
    float clearance = shadow_march(SEEN place, GRID_CELL, 1.0f);
    float shadow = 0.26f * (1.0f - light_visibility(clearance)) + 0.4f * (1.0f - gather(SEEN place, LIGHT_UP).w);
    return shadow * min(1.0f, fade);
}
