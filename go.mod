module tenon

go 1.25.0
