// Cameras that are learnt. Each has CAMERA numbers: turn, shift, zoom, and the factors on its colours less one.
// Bends rays as their cameras stand. Launch: a work-item per ray.
__kernel void correct(
    __global float *restrict rays, __global const float *restrict cameras, __global const float *restrict backs,
    __global float *restrict given, int ray_count)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    __global float *ray = rays + number * RAY;
    __global const float *camera = cameras + view_of(ray) * CAMERA, *back = backs + view_of(ray) * 3;
    const float3 direction = vload3(1, ray);
    float bent[3];
    vstore3(direction, number, given);
    $correct(
        camera[0], camera[1], camera[2], camera[6], direction.x, direction.y, direction.z, back[0], back[1], back[2], bent);
    vstore3(vload3(0, ray) + vload3(1, camera), 0, ray);
    for (int i = 0; i < 3; i++) ray[3 + i] = bent[i];
}

// From the derivatives by the coordinates of samples to those by the camera, ray by ray: a place is origin + distance x
// direction, with a distance that does not depend on the camera. Launch: a work-item per ray.
__kernel void gather_cameras(
    __global const float *restrict rays, __global const float *restrict given, __global const float *restrict cameras,
    __global const float *restrict backs, __global const float *restrict distances, __global const int *restrict counts,
    __global const int *restrict starts, __global const float *restrict features, __global float *restrict by_rays,
    int ray_count)
{
    const int number = get_global_id(0);
    if (number >= ray_count) return;
    __global const float *ray = rays + number * RAY, *own = distances + (size_t)number * MOST_SAMPLES;
    __global const float *camera = cameras + view_of(ray) * CAMERA, *back = backs + view_of(ray) * 3;
    const float3 direction = vload3(number, given);
    float3 by_origin = (float3)(0.0f), by_direction = (float3)(0.0f);
    for (int i = 0; i < counts[number]; i++)
    {
        __global const float *d = features + in_batch($feature_rows, $coordinate_row, starts[number] + i);
        const float3 by_place = (float3)(d[0], d[TILE], d[2 * TILE]) * PER_SPACE;
        by_origin += by_place;
        by_direction += by_place * own[i] + (float3)(d[3 * TILE], d[4 * TILE], d[5 * TILE]) * 0.5f;
    }
    __global float *by = by_rays + number * CAMERA;
    float pulled[4];
    $pull(
        camera[0], camera[1], camera[2], camera[6], direction.x, direction.y, direction.z, back[0], back[1], back[2],
        by_direction.x, by_direction.y, by_direction.z, pulled);
    for (int i = 0; i < 3; i++) by[i] = pulled[i];
    vstore3(by_origin, 1, by);
    by[6] = pulled[3];
}
