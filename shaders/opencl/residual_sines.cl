// The frequencies of the units' residual sines.
__constant float $name[] = { $frequencies };
