            for (int r = 0; r < $count; r++)
            {
                const real z = ROW(own, $row + r);
                write_column(outputs + $output + r, $outputs, sample, count, $value);
                ROW(own, $gradient_row + r) +=
                    $slope * read_column(output_gradients + $output + r, $outputs, sample, count);
            }
